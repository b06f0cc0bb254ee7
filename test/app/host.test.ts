import { expect, test, vi } from 'vitest'
import { readHost } from '~/app/host'

const event = { type: 'unknown', count: 1 } as const
const signal = new AbortController().signal

test('a host hears of events and is asked for topics, as its own object', async () => {
  const set = {
    name: 'shop',
    heard: [] as unknown[],
    onEvent(event: unknown) {
      this.heard.push(event)
    },
    resolveTopic({ id }: { id: string }) {
      return { title: `${this.name} ${id}` }
    },
  }
  const host = readHost(set)
  host.onEvent(event)
  expect(set.heard).toEqual([event])
  expect(await host.resolveTopic?.({ type: 'GOOD_CHAT', id: '34' }, signal)).toEqual({ title: 'shop 34' })
})

test('a host shows pictures in a viewer of its own', () => {
  const set = {
    shown: [] as unknown[],
    previewImage(...told: unknown[]) {
      this.shown.push(told)
    },
  }
  readHost(set).previewImage?.('b', ['a', 'b'])
  expect(set.shown).toEqual([['b', ['a', 'b']]])
})

test.each([undefined, null, 'x', 3, {}, { onEvent: 1, resolveTopic: {}, previewImage: 'x' }])(
  '%j is no host',
  (set) => {
    const host = readHost(set)
    expect(() => host.onEvent(event)).not.toThrow()
    expect(host.resolveTopic).toBeNull()
    expect(host.previewImage).toBeNull()
  },
)

test('what a host throws stops nothing', async () => {
  const throws = vi.fn<() => never>(() => {
    throw new Error('of the host')
  })
  const host = readHost({ onEvent: throws, resolveTopic: throws })
  expect(() => host.onEvent(event)).not.toThrow()
  await expect(host.resolveTopic?.({ type: 'X', id: '' }, signal)).rejects.toThrow('of the host')
  expect(throws).toHaveBeenCalledTimes(2)
})

test('what throws as it is read is not there, and the rest is', async () => {
  const throws = () => {
    throw new Error('of the host')
  }
  const [names, heard] = [['onEvent', 'resolveTopic', 'upload', 'previewImage'] as const, vi.fn<() => void>()]
  for (const name of names) {
    const whole = Object.fromEntries(names.map((one) => [one, heard]))
    const host = readHost(Object.defineProperty(whole, name, { get: throws }))
    expect(names.filter((one) => one !== 'onEvent' && host[one] === null)).toEqual(
      name === 'onEvent' ? [] : [name],
    )
    expect(() => host.onEvent(event)).not.toThrow()
  }
  expect(heard).toHaveBeenCalledTimes(3)
})

import { resolveConfig } from 'vite'
import { afterEach, expect, test, vi } from 'vitest'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { toDelivered } from '~/domain/message'
import { decode } from '~/kinds/index'
import { asRows, openEnvelope } from '~/wire/envelope'
import { parseBatch, parseMessage } from '~/wire/schema'
import { aDocument, PAIR, T } from '~test/builders'

afterEach(() => vi.unstubAllEnvs())

/** The content security policy of a build with these settings, by directive. */
async function policyOf(settings: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  const { plugins } = await resolveConfig({ logLevel: 'silent' }, 'build')
  const plugin = plugins.find(({ name }) => name === 'content-security-policy')
  const transform = plugin?.transformIndexHtml as (() => [{ attrs: { content: string } }]) | undefined
  const [tag] = transform?.() ?? []
  return new Map(
    tag?.attrs.content.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')] as const
    }),
  )
}

test('F73 a build that knows the hosts of media lets in media of no others', async () => {
  const open = await policyOf({ VITE_API_BASE: 'https://im.example/v1' })
  expect(open.get('img-src')).toBe("'self' blob: http: https:")
  const narrow = await policyOf({ VITE_MEDIA_HOSTS: 'A.example, b.example:81' })
  for (const directive of ['img-src', 'media-src'])
    expect(narrow.get(directive)).toBe("'self' blob: https://im.example a.example b.example:81")
  expect(narrow.get('connect-src')).toBe("'self' https://im.example a.example b.example:81")
  await expect(policyOf({ VITE_MEDIA_HOSTS: "a.example; script-src 'unsafe-inline'" })).rejects.toThrow(
    'is no host',
  )
})

test('a build that knows the upload may ask it, and takes no media from there for that', async () => {
  const policy = await policyOf({
    VITE_UPLOAD_URL: 'https://up.example/files?x=1',
    VITE_MEDIA_HOSTS: 'cdn.example',
  })
  expect(policy.get('connect-src')?.split(' ')).toContain('https://up.example')
  expect(policy.get('img-src')?.split(' ')).not.toContain('https://up.example')
})

test('a build that knows where contacts are told may ask there', async () => {
  const policy = await policyOf({ VITE_CONTACTS_URL: 'https://crm.example/contacts?shop=7' })
  expect(policy.get('connect-src')).toBe("'self' https://crm.example")
})

test('F83 the policy lets in no code and no style but the page’s own', async () => {
  const policy = await policyOf({})
  expect(policy.get('default-src')).toBe("'none'")
  for (const directive of ['script-src', 'style-src', 'worker-src', 'font-src'])
    expect(policy.get(directive)).toBe("'self'")
  for (const directive of ['base-uri', 'form-action', 'object-src'])
    expect(policy.get(directive)).toBe("'none'")
})

/** Plants what would change a prototype into every object of a JSON text. */
const poisoned = (value: unknown): string =>
  JSON.stringify(value).replace(
    /\{/g,
    '{"__proto__":{"polluted":1,"success":true,"data":[]},"constructor":{"prototype":{"polluted":1}},',
  )

function prototypesIn(value: unknown, found = new Set<unknown>()): ReadonlySet<unknown> {
  if (typeof value !== 'object' || value === null) return found
  found.add(Object.getPrototypeOf(value))
  for (const inner of Object.values(value)) prototypesIn(inner, found)
  return found
}

test('F77 nothing that is made of an answer inherits from it', () => {
  const answer = poisoned({ success: true, data: [aDocument(), aDocument({ type: 'IMAGE', content: '/a' })] })
  const batch = parseBatch(asRows(openEnvelope(answer)), null)
  const rows = batch.messages.map((wire) => toDelivered(wire, decode(wire), PAIR, { at: T, trusted: true }))
  const log = merge(
    EMPTY_LOG,
    rows.flatMap((row) => row ?? []),
  )
  expect(log.rows).toHaveLength(1)
  expect(prototypesIn([batch, rows, log])).toEqual(new Set([Array.prototype, Object.prototype]))
  expect(JSON.stringify([batch, rows, log])).not.toContain('polluted')
  expect({}).not.toHaveProperty('polluted')
})

test('F77 a prototype that claims success is none', () => {
  expect(() => openEnvelope('{"__proto__":{"success":true,"data":[]}}')).toThrow('malformed')
  expect(() => asRows(JSON.parse('{"__proto__":{"_id":"a"}}'))).toThrow('malformed')
})

test('F74 a name is one line of at most 64 characters that turns nothing around it', () => {
  const nickname = (f_nickname: string) => parseMessage(aDocument({ f_nickname }))?.f_nickname
  expect(nickname('周\u202e\u2066\n\u0000周')).toBe('周 周')
  expect(nickname('名'.repeat(10_000))).toBe('名'.repeat(64))
  expect(nickname('👩‍👩‍👧'.repeat(1000))).not.toMatch(/[\ud800-\udbff]$/)
  expect(nickname(' محمد ')).toBe('محمد')
  expect(parseMessage(aDocument({ busid: '7'.repeat(999), bustype: '\u202eorder' }))).toMatchObject({
    busid: '7'.repeat(64),
    bustype: 'ORDER',
  })
})

import { expect, test } from 'vitest'
import type { ConfigSource } from '~/app/config'
import { readDeskSettings, withDeskEnv } from '~/app/desk/settings'

const reading = (
  metas: Record<string, string>,
  env: Record<string, unknown> = {},
  url = 'https://im.example/a/',
) => {
  const source: ConfigSource = {
    url,
    userAgent: '',
    touchPoints: 0,
    meta: (name) => metas[name] ?? null,
    env,
  }
  return readDeskSettings(source)
}
const settings = (...given: Parameters<typeof reading>) => {
  const result = reading(...given)
  return result.ok ? result.settings : result.problems
}
const problems = (...given: Parameters<typeof reading>) => {
  const result = reading(...given)
  return result.ok ? [] : result.problems.map(({ name, reason }) => `${name} ${reason}`)
}

test('without any setting nobody tells contacts or carries the desk, and it asks three times a second', () => {
  expect(settings({})).toEqual({ contactsUrl: null, hostOrigins: [], requestsPerMinute: 180 })
})

test('settings stand in the page, else in the build', () => {
  const env = {
    VITE_CONTACTS_URL: 'https://crm.example/contacts?shop=7',
    VITE_HOST_ORIGINS: 'https://crm.example, https://other.example:8443',
    VITE_REQUESTS_PER_MINUTE: '600',
  }
  const built = {
    contactsUrl: 'https://crm.example/contacts?shop=7',
    hostOrigins: ['https://crm.example', 'https://other.example:8443'],
    requestsPerMinute: 600,
  }
  expect(settings({}, env)).toEqual(built)
  expect(settings({ 'jh-contacts-url': '/contacts', 'jh-requests-per-minute': '10' }, env)).toEqual({
    ...built,
    contactsUrl: 'https://im.example/contacts',
    requestsPerMinute: 10,
  })
})

test.each([
  ['https://', 'invalid'],
  ['ftp://crm.example/contacts', 'invalid'],
  ['javascript:alert(1)', 'invalid'],
  ['https://me:secret@crm.example/contacts', 'invalid'],
  ['http://crm.example/contacts', 'insecure'],
])('contacts at %s are none: %s', (address, reason) => {
  expect(problems({ 'jh-contacts-url': address })).toEqual([`jh-contacts-url ${reason}`])
})

test('a page on plain http, or on this machine, may ask by http', () => {
  const metas = { 'jh-contacts-url': 'http://crm.example/contacts', 'jh-host-origins': 'http://crm.example' }
  expect(settings(metas, {}, 'http://im.example/')).toMatchObject({
    contactsUrl: 'http://crm.example/contacts',
    hostOrigins: ['http://crm.example'],
  })
  expect(problems({ 'jh-contacts-url': 'http://localhost:3000/contacts' })).toEqual([])
})

test('origins are as browsers tell them, each once; `self` is that of the page', () => {
  const list = 'HTTPS://CRM.example:443/ https://crm.example self'
  expect(settings({ 'jh-host-origins': list })).toMatchObject({
    hostOrigins: ['https://crm.example', 'https://im.example'],
  })
})

test.each([
  '*',
  'null',
  'crm.example',
  '//crm.example',
  'https://*.example',
  'https://crm.example/path',
  'https://crm.example?x',
  'https://crm.example#x',
  'https://me@crm.example',
  'http://crm.example',
  'file:///',
  'https://crm.example javascript:alert(1)',
])('%s is no origin that may carry an https page', (list) => {
  expect(problems({ 'jh-host-origins': list })).toEqual(['jh-host-origins origins'])
})

test.each(['9', '6001', '0', '-180', '1e3', '180.5', 'many'])(
  '%s is no number of requests a minute',
  (rate) => {
    expect(problems({ 'jh-requests-per-minute': rate })).toEqual(['jh-requests-per-minute rate'])
  },
)

test('all that is wrong is told at once, and no more of it than can be read', () => {
  const metas = { 'jh-contacts-url': `ftp:${'x'.repeat(999)}`, 'jh-host-origins': '*' }
  const result = reading(metas)
  expect(result.ok ? [] : result.problems.map(({ value }) => value.length)).toEqual([64, 1])
})

test('the build has settings that the desk alone reads; what is told otherwise stays', () => {
  const source: ConfigSource = {
    url: '',
    userAgent: '',
    touchPoints: 0,
    meta: () => null,
    env: { VITE_API_BASE: 'x', VITE_CONTACTS_URL: '/mine' },
  }
  const { env } = withDeskEnv(source)
  expect(env).toMatchObject({ VITE_API_BASE: 'x', VITE_CONTACTS_URL: '/mine' })
  expect(Object.keys(env)).toContain('VITE_REQUESTS_PER_MINUTE')
})

import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendResponse } from '~/mocks/httpBridge'

const server = createServer((req, res) => {
  req.resume()
  req.on('end', () => void sendResponse(Response.error(), res))
})

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => server.close())

/** What comes until the connection ends. */
const bytesOf = (method: string) =>
  new Promise<string>((resolve) => {
    const { port } = server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${method} / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`),
    )
    let bytes = ''
    socket.on('data', (part) => (bytes += part.toString()))
    socket.on('close', () => resolve(bytes))
    socket.on('error', () => {})
  })

test('of a question that breaks nothing comes', async () => {
  expect(await bytesOf('GET')).toBe('')
})

test('what does something breaks within its answer: a browser would do it again by itself', async () => {
  const [head = '', body] = (await bytesOf('POST')).split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 200 /)
  expect(head).toMatch(/content-length: 2/i)
  expect(body).toBe('{')
})

import path from 'node:path'
import type { Plugin } from 'vite'
import { expect, test, vi } from 'vitest'
// oxlint-disable-next-line no-restricted-imports -- it stands beside the folders, not in one
import { thirdPartyNotices } from '../../vite.parts'

const call = (hook: unknown, emitFile: unknown, ...given: readonly unknown[]) =>
  (hook as (...given: unknown[]) => void).apply({ emitFile }, [...given])

/** A part of a build that was made of these packages. */
const partOf = (...packages: readonly string[]) => ({
  part: {
    type: 'chunk',
    moduleIds: packages.map((name) => path.resolve(`node_modules/${name}/index.js?worker`)),
  },
})

test('what the page and its workers are made of is named with its licence, and what packages have in them', () => {
  const emitFile = vi.fn<(file: { fileName: string; source: string }) => void>()
  const { page, worker } = thirdPartyNotices()
  const ofWorker: Plugin = worker()
  call(page.buildStart, emitFile)
  call(ofWorker.generateBundle, emitFile, {}, partOf('web-amr'))
  call(page.generateBundle, emitFile, {}, partOf('react', '@tanstack/query-core'))
  const { fileName, source = '' } = emitFile.mock.calls[0]?.[0] ?? {}
  expect(fileName).toBe('third-party-notices.txt')
  const parts = source.split(`\n\n${'-'.repeat(80)}\n\n`)
  expect(parts.map((part) => part.replace(/ .*/s, ''))).toEqual([
    '@tanstack/query-core',
    'react',
    'tailwindcss',
    'web-amr',
  ])
  expect(parts.filter((part) => !/copyright/i.test(part))).toEqual([])
  const [, , , decoder] = parts
  for (const holder of [
    'Navana Tech',
    'PacketVideo',
    'Martin Storsjo',
    '3GPP Organizational Partners',
    'Emscripten authors',
    'Joyent',
  ])
    expect(decoder).toContain(holder)
})

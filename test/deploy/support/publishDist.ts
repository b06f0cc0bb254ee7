import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { release } from './release'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder that `release.mjs` has published the built page in. */
    released: string
  }
}

/** Vitest global setup, after that of the build: publishes it once, and removes it in the end. */
export async function setup(project: TestProject): Promise<() => void> {
  const released = mkdtempSync(path.join(tmpdir(), 'released-'))
  await release({ dist: project.getProvidedContext().dist, target: released })
  project.provide('released', released)
  return () => rmSync(released, { recursive: true, force: true })
}

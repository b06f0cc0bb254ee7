import { createLocalFiles, type FilePlace, type LocalFiles } from '~/lib/localFiles'

/** What a browser keeps of files, as a test may look into it. */
export function aPlace(): FilePlace & Readonly<{ kept: Map<string, Blob> }> {
  const kept = new Map<string, Blob>()
  return {
    kept,
    keep: (key, file) => Promise.resolve(void kept.set(key, file)),
    find: (key) => Promise.resolve(kept.get(key) ?? null),
    remove: (key) => Promise.resolve(void kept.delete(key)),
  }
}

/** Those of a browser that has kept nothing. */
export const noFiles = (): LocalFiles => createLocalFiles(aPlace())

import type { FilePlace } from '~/lib/localFiles'

export type ReplyPictures = ReturnType<typeof createReplyPictures>

/**
 * The pictures of quick replies, kept in this browser under names of their own. Where there is no place to keep them, or no room in
 * it, they are here for this visit. Nothing rejects.
 */
export function createReplyPictures(place: () => Promise<FilePlace>, newId: () => string) {
  const held = new Map<string, Blob>()
  return {
    /** Keeps one and returns its name. `isKept` false: for this visit alone. */
    async add(file: Blob): Promise<Readonly<{ name: string; isKept: boolean }>> {
      const name = newId()
      held.set(name, file)
      const isKept = await place()
        .then((place) => place.keep(name, file))
        .then(
          () => true,
          () => false,
        )
      return { name, isKept }
    },
    /** null: this browser has it no more. */
    async find(name: string): Promise<Blob | null> {
      const known = held.get(name)
      if (known) return known
      const file = await place()
        .then((place) => place.find(name))
        .catch(() => null)
      if (file) held.set(name, file)
      return file
    },
    /** Nobody wants these any more. */
    async remove(names: readonly string[]): Promise<void> {
      for (const name of names) held.delete(name)
      await place()
        .then((place) => Promise.all(names.map((name) => place.remove(name))))
        .catch(() => {})
    },
  }
}

/** How a file comes to an address that everybody can load it from, at that server or another. */
export type Upload = (file: Blob, options: UploadOptions) => Promise<string>

export type UploadOptions = Readonly<{
  /** What the file is called. */
  name: string
  /** Calls it off. */
  signal: AbortSignal
  /** Called with the share that has left, 0 to 1. */
  onProgress: (share: number) => void
}>

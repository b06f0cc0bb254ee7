/** The bytes of a picture, as a server lets this page have them; rejects where it does not, or answers something else. */
export async function pictureFile(url: string, signal: AbortSignal): Promise<Blob> {
  // a copy that an <img> has left in the cache may lack what lets this page read it
  const response = await fetch(url, { cache: 'no-store', referrerPolicy: 'no-referrer', signal })
  const blob = await response.blob()
  if (!response.ok || !/^(image|application\/octet-stream)/.test(blob.type)) throw new Error('no picture')
  return blob
}

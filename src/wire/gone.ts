/**
 * Whether a file of the page is no longer at the server: it answers, and not with the file. Where it is not known which file, whether it answers
 * at all. A server that cannot be reached, or breaks, tells nothing. Never throws.
 */
export async function isGone(file: string | null): Promise<boolean> {
  try {
    const { status, headers } = await fetch(file ?? location.href, { method: 'HEAD', cache: 'no-store' })
    if (file === null) return status < 500
    // some servers answer with their page in place of what is not there
    return (status >= 400 && status < 500) || /html/.test(headers.get('content-type') ?? '')
  } catch {
    return false
  }
}

/**
 * The address to ask for once more: browsers keep some failures, and answer from them. An address with a query may be signed, and
 * is left alone; `attempt` 0 is the first time.
 */
export const askAgain = (url: string, attempt: number): string =>
  attempt === 0 || !/^https?:[^?#]*$/.test(url) ? url : `${url}?again=${attempt}`

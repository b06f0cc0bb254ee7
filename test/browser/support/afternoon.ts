/** The hour that it is there: its day is fourteen hours old. Where it is midnight in London, no zone has a later one. */
const HOUR = 14

/**
 * A time zone in which it is afternoon, whenever the tests run. They write messages of the last minutes and hours: with a midnight
 * among them other times stand between them, and with these the list is higher.
 */
export const AFTERNOON = (() => {
  const ahead = HOUR - new Date().getUTCHours()
  // POSIX counts the hours that a zone is behind
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
})()

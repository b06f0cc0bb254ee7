import { askPast } from './ask'
import { watchRequests } from './watchRequests'

/** Watches what the page asks; to be called before it asks anything. */
export function watchPage(): void {
  askPast()
  window.jhRequests = watchRequests()
}

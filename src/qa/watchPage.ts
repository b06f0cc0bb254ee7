// before the page's `fetch` is watched
import './ask'
import { watchRequests } from './watchRequests'

/** Watches what the page asks; to be called before it asks anything. */
export function watchPage(): void {
  window.jhRequests = watchRequests()
}

/** Runs `task` in each frame from the next one on; the returned function ends it. */
export function eachFrame(task: () => void): () => void {
  let frame = requestAnimationFrame(function run() {
    frame = requestAnimationFrame(run)
    task()
  })
  return () => cancelAnimationFrame(frame)
}

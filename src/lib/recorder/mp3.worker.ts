import { createMp3 } from './mp3'
import type { FromMp3, ToMp3 } from './mp3Encoding'

let mp3: ReturnType<typeof createMp3> | null = null

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other side than its page
const answer = (message: FromMp3) => self.postMessage(message)

self.addEventListener('message', ({ data }: MessageEvent<ToMp3>) => {
  if ('rate' in data) mp3 = createMp3(data.rate)
  else if ('samples' in data) mp3?.push(data.samples)
  else answer({ file: mp3?.finish() ?? null })
})

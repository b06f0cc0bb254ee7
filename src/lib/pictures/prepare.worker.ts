import { studioApart } from './apart'
import { develop, type Wish } from './develop'

export type Order = Readonly<{ file: Blob; wish: Wish }>

// the types of a page know no worker's global object
const here = self as unknown as Pick<Worker, 'postMessage' | 'addEventListener'>

here.addEventListener('message', ({ data }: MessageEvent<Order>) => {
  void develop(studioApart, data.file, data.wish).then(async (outcome) => {
    if ('reason' in outcome) return here.postMessage(outcome, [])
    // the bytes themselves: what a blob of a worker refers to may end with it
    const bytes = await outcome.file.arrayBuffer()
    here.postMessage({ ...outcome, file: bytes, type: outcome.file.type }, [bytes])
  })
})

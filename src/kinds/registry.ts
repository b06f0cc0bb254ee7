// The message kinds of the product, by the API's `type`: a new one is its file and a line here.
export { text as TEXT } from './text'
export { image as IMAGE } from './image'
export { voice as VOICE } from './voice'

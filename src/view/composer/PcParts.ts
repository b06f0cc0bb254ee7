/* What the composer has on a PC beyond a phone's: no phone loads it. */
export { HowToSend } from './HowToSend'
export { QuickReplies } from './QuickReplies'
export { typeAnywhere } from './typeAnywhere'

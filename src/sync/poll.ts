import { ApiError, failureOf } from '~/wire/errors'
import type { Chat } from './chat'
import { openConversation } from './openConversation'
import { pullNewest, type Receipt } from './pullNewest'
import { flush } from './send'

/**
 * One turn of the loop: opens the conversation the first time, asks for news afterwards, and tells the engine how it went.
 * Throws `ApiError` after telling, so that the query knows too.
 */
export async function poll(chat: Chat, signal: AbortSignal): Promise<Receipt> {
  const { engine, tabs, random, report } = chat
  engine.tell({ type: 'asked' })
  const { turn } = engine.timing()
  try {
    const receipt = engine.timing().opened
      ? await pullNewest(chat, signal)
      : await openConversation(chat, signal)
    engine.tell({ type: 'answered', turn, news: receipt.news, sweep: receipt.sweep })
    void flush(chat)
    return receipt
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null || signal.aborted) engine.tell({ type: 'aborted', turn })
    else {
      // the draw for the back-off is made here, once
      engine.tell({ type: 'failed', turn, failure, draw: random() })
      tabs.told({ type: 'failed' })
      const status = failure.kind === 'http' ? failure.status : null
      report({ type: 'failed', kind: failure.kind, status, inARow: engine.timing().failures })
    }
    throw failure ? new ApiError(failure) : error
  }
}

import { ApiError, failureOf } from '~/wire/errors'
import type { Chat } from './chat'
import { openConversation } from './openConversation'
import { pullNewest, type Receipt } from './pullNewest'
import { flush } from './send'

/**
 * One turn of the loop: opens the conversation the first time, asks for news afterwards, and tells the pacer how it went.
 * Throws `ApiError` after telling, so that the query knows too.
 */
export async function poll(chat: Chat, signal: AbortSignal): Promise<Receipt> {
  const { store, pacer } = chat
  pacer.started()
  try {
    const receipt = store.getState().opened
      ? await pullNewest(chat, signal)
      : await openConversation(chat, signal)
    if (receipt.news) pacer.touch()
    pacer.succeeded()
    void flush(chat)
    return receipt
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null || signal.aborted) pacer.aborted()
    else pacer.failed(failure)
    throw failure ? new ApiError(failure) : error
  }
}

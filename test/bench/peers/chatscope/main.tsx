import { createRoot } from 'react-dom/client'
import {
  ChatContainer,
  MainContainer,
  Message,
  MessageInput,
  MessageList,
} from '@chatscope/chat-ui-kit-react'
import '@chatscope/chat-ui-kit-styles/dist/default/styles.min.css'
import type { Row } from '~test/support/rows'
import { createMessages, isMine, pictureOf, secondsOf, textOf } from '~test/bench/peers/shared'
import '~test/bench/peers/whole.css'

const contentOf = (row: Row) =>
  row['type'] === 'IMAGE'
    ? { type: 'image', payload: { ...pictureOf(row), alt: '' } }
    : { type: 'text', message: row['type'] === 'VOICE' ? secondsOf(row) : textOf(row) }

const messages = createMessages((row) => ({
  id: row._id,
  model: {
    direction: isMine(row) ? 'outgoing' : 'incoming',
    position: 'single',
    sender: String(row['f_nickname']),
    ...contentOf(row),
  },
}))

function App() {
  const items = messages.use()
  return (
    <MainContainer>
      <ChatContainer>
        {items ? (
          <MessageList key="full" scrollBehavior="auto" autoScrollToBottomOnMount>
            {items.map(({ id, model }) => (
              <Message key={id} data-message-id={id} model={model} />
            ))}
          </MessageList>
        ) : (
          <MessageList key="empty" />
        )}
        <MessageInput placeholder="消息" attachButton />
      </ChatContainer>
    </MainContainer>
  )
}

createRoot(document.getElementById('root') ?? document.body).render(<App />)
messages.offer({
  scroller: () => document.querySelector('.cs-message-list__scroll-wrapper'),
  idAttribute: 'data-message-id',
  parent: () => document.querySelector('.cs-message-list__scroll-wrapper'),
})

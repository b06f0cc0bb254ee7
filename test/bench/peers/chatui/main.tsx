import { createRoot } from 'react-dom/client'
import Chat, { Bubble } from '@chatui/core'
import '@chatui/core/dist/index.css'
import type { Row } from '~test/support/rows'
import { createMessages, isMine, pictureOf, secondsOf, textOf } from '~test/bench/peers/shared'
import '~test/bench/peers/whole.css'

const NONE: readonly never[] = []

const messages = createMessages((row) => ({
  _id: row._id,
  type: String(row['type']),
  content: row,
  position: isMine(row) ? 'right' : 'left',
}))

const contentOf = ({ type, content }: Readonly<{ type: string; content: Row }>) =>
  type === 'IMAGE' ? (
    <Bubble type="image">
      <img alt="" {...pictureOf(content)} />
    </Bubble>
  ) : (
    <Bubble content={type === 'VOICE' ? secondsOf(content) : textOf(content)} />
  )

const NOTHING = () => {}

function App() {
  const items = messages.use()
  return (
    <Chat
      key={items ? 'full' : 'empty'}
      navbar={{ title: 'chat' }}
      messages={items ?? NONE}
      renderMessageContent={contentOf}
      onSend={NOTHING}
      locale="zh-CN"
    />
  )
}

createRoot(document.getElementById('root') ?? document.body).render(<App />)
messages.offer({
  scroller: () => document.querySelector('.PullToRefresh'),
  idAttribute: 'data-id',
  parent: () => document.querySelector('.MessageList'),
})

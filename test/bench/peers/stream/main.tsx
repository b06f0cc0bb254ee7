import { type ComponentType, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { StreamChat, type StreamChannel } from 'stream-chat'
import {
  Channel,
  Chat,
  MessageComposer,
  useChannelActionContext,
  VirtualizedMessageList,
  Window as Talk,
} from 'stream-chat-react'
import 'stream-chat-react/dist/css/index.css'
import type { Row } from '~test/support/rows'
import { isMine, pictureOf, secondsOf, textOf } from '~test/bench/peers/shared'
import '~test/bench/peers/whole.css'
import './stream.css'

/**
 * The SDK with a client that never touches a network: its state is filled by hand, and what arrives does so as the events that it would
 * get from its socket.
 */
const client = new StreamChat('bench', { warmUp: false, enableInsights: false })
const USERS = { '200': { id: '200', name: 'LAUFEN' }, '2': { id: '2', name: 'ikima' } }
const nothing = () =>
  Promise.resolve({
    channels: [],
    messages: [],
    reminders: [],
    threads: [],
    drafts: [],
    users: [],
    event: {},
  })
Object.assign(client, {
  userID: '200',
  user: USERS['200'],
  _user: USERS['200'],
  wsPromise: Promise.resolve(),
  connectionID: 'bench',
  wsConnection: { isHealthy: true, connectionID: 'bench', disconnect: nothing },
  doAxiosRequest: nothing,
  sendRequest: nothing,
  get: nothing,
  post: nothing,
  put: nothing,
  patch: nothing,
  delete: nothing,
})
client.state.updateUser(USERS['200'])

const CONFIG = {
  name: 'messaging',
  automod: 'disabled',
  commands: [],
  read_events: false,
  typing_events: false,
  uploads: true,
  reactions: true,
  replies: true,
  quotes: true,
}

function createChannel(): StreamChannel {
  Object.assign(client.configs, { messaging: CONFIG, 'messaging:jh': CONFIG })
  const made = client.channel('messaging', 'jh')
  client._addChannelConfig({ cid: made.cid, config: CONFIG })
  Object.assign(made, { initialized: true, watch: nothing, countUnread: () => 0 })
  Object.assign(made, { markRead: () => Promise.resolve({ event: {} }) })
  made.data = { ...made.data, own_capabilities: ['send-message', 'upload-file'], member_count: 2 }
  made.state.members = Object.fromEntries(
    Object.entries(USERS).map(([id, user]) => [id, { user, user_id: id }]),
  )
  return made
}

const messageOf = (row: Row) => ({
  id: row._id,
  cid: 'messaging:jh',
  type: 'regular',
  status: 'received',
  user: isMine(row) ? USERS['200'] : USERS['2'],
  created_at: row['create_at'],
  updated_at: row['update_at'],
  text: row['type'] === 'TEXT' ? textOf(row) : row['type'] === 'VOICE' ? secondsOf(row) : '',
  html: '',
  mentioned_users: [],
  latest_reactions: [],
  own_reactions: [],
  reaction_counts: null,
  reaction_scores: null,
  attachments: row['type'] === 'IMAGE' ? [attachmentOf(row)] : [],
})

function attachmentOf(row: Row) {
  const { src, width, height } = pictureOf(row)
  const size = width === undefined ? {} : { original_width: width, original_height: height }
  return { type: 'image', image_url: src, fallback: '', ...size }
}

const channel = createChannel()
let show: (channel: StreamChannel) => void = () => {}
let loadMore: (limit: number) => unknown = () => {}

const add = (rows: readonly Row[]) =>
  channel.state.addMessagesSorted(rows.map(messageOf), false, true, true, 'latest')
const event = (type: string, more: object) =>
  client.dispatchEvent({
    type,
    cid: channel.cid,
    channel_id: channel.id,
    channel_type: 'messaging',
    created_at: new Date().toISOString(),
    ...more,
  })
const arrives = (row: Row) => {
  const message = messageOf(row)
  event('message.new', { message, user: message.user })
}

/** The list keeps the ids of its messages out of the page: this is its own wrapper, with the id. */
const Item: ComponentType<ItemProps> = ({ context, item, ...props }) => {
  // the list hands it over too: it is no attribute of an element
  void item
  const place = props['data-item-index'] + (context?.numItemsPrepended ?? 0) - 10 ** 7
  const message = context?.processedMessages[place]
  if (!message) return <div {...props} />
  const group = context.messageGroupStyles[message.id]
  return (
    <div
      {...props}
      data-message-id={message.id}
      className={`str-chat__virtual-list-message-wrapper str-chat__li${group ? ` str-chat__li--${group}` : ''}`}
    />
  )
}
type ItemProps = Readonly<{
  'data-item-index': number
  item?: unknown
  context?: Readonly<{
    numItemsPrepended: number
    processedMessages: readonly Readonly<{ id: string }>[]
    messageGroupStyles: Readonly<Record<string, string>>
  }>
}>
const OWN = { components: { Item } }

function Actions() {
  const actions = useChannelActionContext('Actions')
  useEffect(() => {
    loadMore = actions.loadMore
  })
  return null
}

function App() {
  const [shown, setShown] = useState<StreamChannel | null>(null)
  useEffect(() => {
    show = setShown
    window.bench = {
      scroller: () => document.querySelector('.str-chat__message-list-scroll'),
      idAttribute: 'data-message-id',
      // it gathers what comes within half a second
      gap: 700,
      mount: (rows) => {
        add(rows)
        channel.state.messagePagination.hasPrev = true
        show(channel)
      },
      append: (rows) => {
        // many at once: all but the last one without an event each
        add(rows.slice(0, -1))
        for (const row of rows.slice(-1)) arrives(row)
      },
      poll: () => event('channel.updated', { channel: channel.data }),
      prepend: (rows) => {
        channel.query = () => {
          add(rows)
          channel.state.messagePagination.hasPrev = true
          return Promise.resolve({ messages: rows.map(messageOf) })
        }
        loadMore(50)
      },
    }
  }, [])
  return (
    <Chat client={client}>
      {shown && (
        <Channel channel={shown}>
          <Actions />
          <Talk>
            <VirtualizedMessageList additionalVirtuosoProps={OWN} />
            <MessageComposer />
          </Talk>
        </Channel>
      )}
    </Chat>
  )
}

createRoot(document.getElementById('root') ?? document.body).render(<App />)

import { memo, useLayoutEffect, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { VList, type VListHandle } from 'virtua'
import type { Row } from '~test/support/rows'
import { createMessages, isMine, pictureOf, secondsOf, textOf } from '~test/bench/peers/shared'
import './virtua.css'

/** Nearer to the end than this, px, one follows it. */
const NEAR = 40

const messages = createMessages((row) => row)

const Bubble = memo(function Bubble({ row }: Readonly<{ row: Row }>) {
  return (
    <div data-message-id={row._id} className={isMine(row) ? 'row mine' : 'row'}>
      <div className="avatar" />
      <div className="bubble">
        {row['type'] === 'IMAGE' ? (
          <img alt="" {...pictureOf(row)} />
        ) : row['type'] === 'VOICE' ? (
          <button type="button">{secondsOf(row)}</button>
        ) : (
          textOf(row)
        )}
      </div>
    </div>
  )
})

/** No more than virtua's own documentation makes of it: a list that follows its end. */
function List({ rows }: Readonly<{ rows: readonly Row[] }>) {
  const list = useRef<VListHandle>(null)
  const isFollowing = useRef(true)
  const isPrepended = messages.change() === 'prepend'
  useLayoutEffect(() => {
    if (isFollowing.current && !isPrepended) list.current?.scrollToIndex(rows.length - 1, { align: 'end' })
  }, [rows, isPrepended])
  return (
    <VList
      ref={list}
      className="list"
      data={rows}
      shift={isPrepended}
      bufferSize={400}
      onScroll={(offset) => {
        const { scrollSize = 0, viewportSize = 0 } = list.current ?? {}
        isFollowing.current = scrollSize - offset - viewportSize < NEAR
      }}
    >
      {(row) => <Bubble key={row._id} row={row} />}
    </VList>
  )
}

function App() {
  const rows = messages.use()
  return (
    <div className="page">
      {rows ? <List rows={rows} /> : <div className="list" />}
      <form>
        <textarea rows={1} aria-label="message" />
        <button type="button">发送</button>
      </form>
    </div>
  )
}

createRoot(document.getElementById('root') ?? document.body).render(<App />)
messages.offer({ scroller: () => document.querySelector('.list'), idAttribute: 'data-message-id' })

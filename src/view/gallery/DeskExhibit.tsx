import { useMemo } from 'react'
import { type Contact, NO_CONTACTS, opened, withPin } from '~/domain/desk/contacts'
import { NO_SUMMARY, type Summary } from '~/domain/desk/summary'
import { decodeOwn } from '~/kinds/index'
import type { Lang } from '~/lib/lang'
import { Row } from '~/view/desk/Row'
import { type DeskRow, rememberingRows } from '~/view/desk/rows'
import { deskWords } from '~/view/words.desk'
import { NOW } from './samples'

type RowExhibit = Readonly<{
  name: string
  pinned?: boolean
  draft?: string
  summary?: Partial<Summary>
  /** Minutes for which the member has waited. */
  waits?: number
  every?: number
  isOpen?: boolean
  wanted?: string
}>

const MINUTE = 60_000

const line = (type: string, content: string, mine = false, seconds: number | null = null) => ({
  newest: { mine, at: NOW - MINUTE, type, raw: content, content: decodeOwn(type, content, seconds) },
})
const SAID = line('TEXT', '你好，请问什么时候发货？ Hello, when will it be sent?')

const LONG = '一个会一直写下去直到放不下为止的昵称 Konstantinopoulou'

/** The rows of the desk in all their states. */
const ROWS: readonly RowExhibit[] = [
  { name: '林晓雨', summary: { ...line('TEXT', '好的，谢谢'), presence: 'online' } },
  { name: '周志强', summary: { ...SAID, unread: 1 }, waits: 0 },
  { name: '唐婉清', summary: { ...SAID, unread: 20 }, waits: 3 },
  { name: '欧阳曼', summary: { ...SAID, unread: 120, presence: 'online' }, waits: 59, every: 14 },
  { name: '何若琳', summary: { ...SAID, unread: 2, presence: 'online' }, waits: 70, isOpen: true },
  { name: '梁一鸣', summary: SAID, waits: 3, pinned: true },
  { name: '陈建国', summary: line('TEXT', '今天发货', true) },
  { name: '许静', summary: line('VOICE', 'https://media.test/1.mp3', false, 7) },
  { name: '李晓峰', summary: line('IMAGE', 'https://media.test/1.png') },
  { name: '吴志强', summary: line('VIDEO', 'https://media.test/1.mp4') },
  { name: '周子涵', summary: SAID, draft: '稍等，我看一下' },
  { name: '陈浩然', summary: { ...SAID, trouble: true } },
  { name: '梁曼', summary: { loaded: true } },
  { name: '周小满' },
  { name: LONG, summary: { ...SAID, unread: 120 }, waits: 3000, every: 300, pinned: true },
  { name: 'مرحبا بالعالم', summary: line('TEXT', 'السلام عليكم') },
  { name: '🎉 小确幸', summary: SAID, wanted: '发货' },
]

const IDLE = () => {}

export function DeskExhibit({ lang }: Readonly<{ lang: Lang }>) {
  const words = deskWords(lang)
  const rows = useMemo(() => ROWS.map(rowOf), [])
  return (
    <div role="list" aria-label={words.list} className="max-w-80 bg-panel">
      {ROWS.map(({ name, every = null, isOpen = false, wanted = '' }, i) => {
        const row = rows[i]
        return (
          row && (
            <Row
              key={name}
              row={row}
              name={name}
              avatar={null}
              lang={lang}
              words={words}
              time="09:59"
              minute={NOW / MINUTE}
              every={every}
              wanted={wanted}
              isOpen={isOpen}
              hasMenu={false}
              isTabStop
              position={i + 1}
              setSize={ROWS.length}
              onOpen={IDLE}
              onMenu={IDLE}
            />
          )
        )
      })}
    </div>
  )
}

/** As the list itself would make it. */
function rowOf({ name, pinned = false, draft = '', summary, waits }: RowExhibit): DeskRow | undefined {
  const id = name
  const known: ReadonlyMap<string, Contact> = opened(NO_CONTACTS, id, { nickname: name, avatar: '' }, NOW)
  const waitingSince = waits === undefined ? null : NOW - waits * MINUTE
  const [row] = rememberingRows()(withPin(known, id, pinned, NOW), {
    summaries: new Map([[id, { ...NO_SUMMARY, loaded: summary !== undefined, waitingSince, ...summary }]]),
    drafts: new Map([[id, draft]]),
    skew: 0,
  })
  return row
}

import { Copy, Hash, PenLine, Quote, RotateCcw, Trash2 } from 'lucide-react'
import { summarise, textOf } from '~/kinds/index'
import { copyText } from '~/lib/copyText'
import type { Lang } from '~/lib/lang'
import { isPending, type Shown } from '~/store/selectors'
import { Menu, type MenuItem } from '~/ui/Menu'
import { quotation } from '~/view/quotation'
import { fullTime } from '~/view/timeLabel'
import type { Words } from '~/view/words'
import { troubleWords } from '~/view/words.trouble'
import type { StatusActions } from './SendStatus'

/** What one can do with a message, besides what the browser offers. */
export type MenuActions = StatusActions &
  Readonly<{
    /** Says in passing how it went. */
    tell: (what: string) => void
    quote: (text: string) => void
  }>

type Props = Readonly<{
  item: Shown
  name: string
  /** Where it was pressed, px in the window. */
  at: Readonly<{ x: number; y: number }>
  lang: Lang
  words: Words
  actions: MenuActions
  onClose: () => void
}>

/** The menu of a message, with its exact time. Loaded once the conversation stands. */
export function MessageMenu({ item, name, at, lang, words, actions, onClose }: Props) {
  const time = fullTime(item.at, words)
  return (
    <Menu
      label={words.menu.label}
      heading={isPerhaps(item) ? `${time}\n${troubleWords(words.lang).perhapsAgain}` : time}
      items={itemsOf(item, name, lang, words, actions)}
      at={at}
      onClose={onClose}
    />
  )
}

function itemsOf(item: Shown, name: string, lang: Lang, words: Words, actions: MenuActions): MenuItem[] {
  const copy = (text: string) =>
    void copyText(text).then((isCopied) =>
      actions.tell(isCopied ? words.actions.copied : words.actions.notCopied),
    )
  const text = textOf(item.content)
  const quoted = text ?? summarise(item.content, lang)
  const items: MenuItem[] = []
  const add = (id: string, label: string, icon: MenuItem['icon'], onSelect: () => void) =>
    items.push({ id, label, icon, onSelect })
  if (text !== null) add('copy', words.actions.copy, <Copy size={20} aria-hidden />, () => copy(text))
  if (quoted !== null)
    add('quote', words.menu.quote, <Quote size={20} aria-hidden />, () =>
      actions.quote(quotation(name, quoted)),
    )
  if (isPending(item) && item.state.phase === 'failed') {
    const resend = isPerhaps(item) ? words.actions.sendAnyway : words.actions.resend
    add('resend', resend, <RotateCcw size={20} aria-hidden />, () => actions.resend(item))
    if (item.file === null)
      add('edit', words.actions.edit, <PenLine size={20} aria-hidden />, () => actions.edit(item))
    const icon = <Trash2 size={20} aria-hidden />
    items.push({
      id: 'remove',
      label: words.actions.remove,
      icon,
      danger: true,
      onSelect: () => actions.remove(item),
    })
  }
  const id = isPending(item) ? null : item.id
  // for a report of QA
  if (import.meta.env.MODE !== 'production' && id !== null)
    add('id', words.menu.copyId, <Hash size={20} aria-hidden />, () => copy(id))
  return items
}

/** The other side may have it: whoever sends it again is told so. */
const isPerhaps = (item: Shown) =>
  isPending(item) && item.state.phase === 'failed' && item.state.failure.kind === 'unconfirmed'

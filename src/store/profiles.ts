import type { ChatState } from './chatStore'

/** A name and a picture to show for a person; '' where nobody told. */
export type Profile = Readonly<{ nickname: string; avatar: string }>

/** Every message names its people; how many of the newest are asked, so that a long talk costs no more than a short one. */
const ASKED = 100

const NOBODY: Profile = { nickname: '', avatar: '' }

/** How the newest delivered rows call one of the two; what the page was told in its address goes before. */
export function profileOf(
  side: 'mine' | 'theirs',
  { log }: Pick<ChatState, 'log'>,
  told: Profile = NOBODY,
): Profile {
  let { nickname, avatar } = told
  const { rows } = log
  const oldest = Math.max(0, rows.length - ASKED)
  for (let i = rows.length - 1; i >= oldest && (nickname === '' || avatar === ''); i -= 1) {
    const row = rows[i]
    if (!row) continue
    const said = row.mine === (side === 'mine') ? row.author : row.reader
    nickname = nickname || said.nickname
    avatar = avatar || said.avatar
  }
  return { nickname, avatar }
}

import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { ownTheClock } from '~test/support/renderChat'
import { MINUTE } from '~test/builders'
import { aList, lookFor, type Member, names, opener, pass, row } from '~test/view/desk/aList'

ownTheClock()

const marks = (name: string) =>
  [...row(name).querySelectorAll('mark')].map(({ textContent }) => textContent ?? '')
const wait = (name: string) => row(name).querySelector('[data-wait]')

describe('a row tells', () => {
  test.each<[string, Member, string]>([
    ['a text in one line', { says: '你好\n在吗' }, '你好 在吗'],
    ['a picture', { kind: ['IMAGE', 'https://media.test/1.png'] }, '[图片]'],
    ['a voice and how long it is', { kind: ['VOICE', 'https://media.test/1.mp3', 7] }, '[语音] 7″'],
    ['what no kind of ours can tell', { kind: ['VIDEO', 'https://media.test/1.mp4'] }, '[暂不支持的消息]'],
    ['that it was oneself', { says: '好的', answered: true }, '我：好的'],
    ['a draft before what was said', { draft: '稍等', says: '在吗' }, '[草稿] 稍等'],
    ['a failure before a draft', { draft: '稍等', summary: { trouble: true } }, '[发送失败]'],
    ['that nothing was said', { summary: { newest: null, waitingSince: null } }, '还没有消息'],
    ['that it is on its way', { summary: { newest: null, waitingSince: null, loaded: false } }, '正在加载'],
  ])('%s', async (_, member, line) => {
    await aList({ a: { name: '林晓雨', ...member } })
    expect(opener('林晓雨')).toHaveTextContent(line)
  })

  test.each([
    [0, null],
    [1, '1'],
    [99, '99'],
    [100, '99+'],
  ])('%i unread as %s, and to readers how many there are', async (unread, shown) => {
    await aList({ a: { name: '林晓雨', answered: true, summary: { unread } } })
    const badge = within(row('林晓雨')).queryByText(`${unread} 条未读`)
    expect(badge?.previousElementSibling?.textContent ?? null).toBe(shown)
  })

  test('how long somebody has waited, in a colour that rises with time', async () => {
    await aList({ a: { name: '林晓雨', ago: 0 } })
    const seen = () => [wait('林晓雨')?.getAttribute('data-wait'), wait('林晓雨')?.firstChild?.textContent]
    expect(seen()).toEqual(['short', '刚刚'])
    await pass(2 * MINUTE + 10_000)
    expect(seen()).toEqual(['soon', '等 2 分钟'])
    await pass(3 * MINUTE)
    expect(seen()).toEqual(['late', '等 5 分钟'])
    expect(opener('林晓雨')).toHaveAccessibleName(expect.stringContaining('已等待 5 分钟'))
  })

  test('who is there, who is pinned, and its place among all', async () => {
    await aList({
      a: { name: '林晓雨', summary: { presence: 'online' } },
      b: { name: '周志强', pinned: true },
    })
    expect(names()).toEqual(['周志强', '林晓雨'])
    expect(opener('林晓雨')).toHaveAccessibleName(/林晓雨 ?在线/)
    expect(opener('周志强')).not.toHaveAccessibleName(/在线/)
    expect(within(row('周志强')).getByLabelText('已置顶')).toBeInTheDocument()
    expect(row('林晓雨')).toHaveAttribute('aria-posinset', '2')
    expect(row('林晓雨')).toHaveAttribute('aria-setsize', '2')
  })

  test('who is behind by a sign, in words to readers; how many, and how far, below the list', async () => {
    await aList({ a: { name: '林晓雨' }, b: { name: '周志强' } }, { slower: new Map([['a', 14]]) })
    expect(opener('林晓雨')).toHaveAccessibleName(expect.stringContaining('每 14 秒更新'))
    expect(within(row('林晓雨')).getByText('每 14 秒更新')).toHaveClass('sr-only')
    expect(opener('周志强')).not.toHaveAccessibleName(expect.stringContaining('秒更新'))
    expect(screen.getByText('会话较多，1 个会话更新较慢，最慢每 14 秒')).toBeInTheDocument()
  })

  test('whom nobody has named by their id, in English too', async () => {
    await aList({ 200: {} }, { lang: 'en' })
    expect(names()).toEqual(['Member 200'])
    expect(wait('Member 200')?.firstChild).toHaveTextContent('waits 10 min')
  })
})

describe('what is looked for', () => {
  test('is marked in the name, whatever its letters are like', async () => {
    await aList({ a: { name: 'Alex XANDER' }, b: { name: '周志强' } })
    lookFor(' Xa')
    expect(names()).toEqual(['Alex XANDER'])
    expect(marks('Alex XANDER')).toEqual(['XA'])
  })

  test('is marked in what was said, and stands in sight', async () => {
    await aList({ a: { name: '林晓雨', says: `${'长'.repeat(40)}运费多少` } })
    lookFor('运费')
    expect(marks('林晓雨')).toEqual(['运费'])
    expect(opener('林晓雨')).toHaveTextContent('…长长长长运费多少')
  })

  test('is shown where it is the number that was found', async () => {
    await aList({ 20170816: { name: '林晓雨', draft: '稍等' } })
    lookFor('0816')
    expect(opener('林晓雨')).toHaveTextContent('会员 20170816')
    expect(marks('林晓雨')).toEqual(['0816'])
  })

  test('is found in the archive too, and nowhere where it is not', async () => {
    await aList({ a: { name: '林晓雨', archived: true }, b: { name: '周志强' } })
    expect(names()).toEqual(['周志强'])
    lookFor('晓')
    expect(names()).toEqual(['林晓雨'])
    lookFor('没有这个人')
    expect(names()).toEqual([])
    expect(screen.getByText('没有找到')).toBeInTheDocument()
  })
})

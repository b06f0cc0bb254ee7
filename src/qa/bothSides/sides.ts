export type Sides = Readonly<Record<'member' | 'saler' | 'desk', string>>

/**
 * The addresses of the pages that stand beside each other, for the address of the page that shows them: `from` is the member (200
 * unless told), `to` the salesperson (2). What else it says (scenario, seed, lang, theme) goes on to each.
 */
export function sidesOf(pageUrl: string): Sides {
  const { origin, pathname, searchParams } = new URL(pageUrl)
  const take = (name: string, otherwise: string) => {
    const value = searchParams.get(name)?.trim() || otherwise
    searchParams.delete(name)
    return value
  }
  const [appid, member, saler] = [take('appid', 'JH'), take('from', '200'), take('to', '2')]
  for (const name of ['view', 'fromrole']) searchParams.delete(name)
  const rest = [...searchParams]
  const address = (who: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams([...Object.entries({ appid, ...who }), ...rest])
    // a person may copy it
    return `${origin}${pathname}?${query.toString().replace(/%2C/g, ',').replace(/%3D/g, '=')}`
  }
  return {
    member: address({ from: member, to: saler, fromrole: 'MEMBER' }),
    saler: address({ from: saler, to: member, fromrole: 'SALER' }),
    desk: address({ from: saler, fromrole: 'SALER' }),
  }
}

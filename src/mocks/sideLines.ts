const MEMBER = '?appid=JH&from=200&to=2&fromrole=MEMBER'
const SALER = '?appid=JH&from=2&to=200&fromrole=SALER'
const DESK = '?appid=JH&from=2&fromrole=SALER'

/**
 * The lines that tell where the two sides of the sample conversation are, the salesperson's desk, and a page that carries it; `local` and `network` as Vite
 * prints them; `hasQa`: a release, which a preview serves, has no page with both sides.
 */
export function sideLines(local: string | undefined, network: string | undefined, hasQa: boolean): string[] {
  const here = local ?? network
  if (here === undefined) return []
  return [
    `  会员 Member       ${here}${MEMBER}`,
    `  客服 Salesperson  ${here}${SALER}`,
    `  会话 Desk         ${here}${DESK}`,
    `  业务 Host page    ${here}mock-host.html`,
    ...(hasQa ? [`  测试 QA           ${here}?view=qa`] : []),
    ...(network === undefined ? [] : [`  手机 Phone        ${network}${MEMBER}`]),
  ]
}

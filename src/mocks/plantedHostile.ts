import type { LooseMessage } from './apiMessage'

const text = (content: string): LooseMessage => ({ content })
const named = (f_nickname: string, content: string): LooseMessage => ({ f_nickname, content })
const picture = (content: string): LooseMessage => ({ type: 'IMAGE', content, imageSize: 1 })

/** What somebody may send who wants to harm: nothing of it may run, lead astray, ask a foreign host or break the page. */
export const HOSTILE: readonly LooseMessage[] = [
  text('<img src=x onerror=alert(1)>'),
  text('<script>alert(1)</script><svg onload=alert(1)>'),
  text('</textarea></style></script>{{7*7}} ${7*7} <%= 7*7 %>'),
  text('[点这里](javascript:alert(1)) javascript:alert(1) JaVaScRiPt:alert(1) \u0001javascript:alert(1)'),
  text(
    'data:text/html,<script>alert(1)</script> vbscript:x weixin://dl/chat //evil.example https:\\\\evil.example',
  ),
  text('https://bank.example@evil.example/login https://xn--pple-43d.com https://аpple.com/'),
  text(`\u202Egnp.exe 从右往左的文字 \u202D 和 \u2066 隔离符 \u2069 之后照常`),
  text('مرحبا بك في متجرنا، كيف يمكنني مساعدتك؟ 123 שלום'),
  text('Z̷̡̢̛͇̩͓̦̘͍̳̱̖̈́̓͗͑̊͘a̴̧̨̛̦̺̲̣̙̞̹̦͗̓̋̅͘l̶̢̨̛̝̞͉̰͚̲͎̓̋̈́̕g̷̨̢̛̱̳̣̘̗̰̈́̓͗͑̊o̶̢̧̨̩̗̮̲̬̍̓̈́̕'),
  text('😀'.repeat(1000)),
  text(`没有空格的长串${'x'.repeat(3000)}`),
  text(`http://a.${'a.'.repeat(20_000)}`),
  text('行\n'.repeat(200)),
  text('\ud800 一半的字符 \udfff'),
  named('名'.repeat(5000), '昵称有五千个字'),
  named('<b>客服</b>\u202E', '昵称里有标签和换向符'),
  { f_avatar: 'https://tracker.example/pixel.gif?who=200', content: '头像在别的主机上' },
  // oxlint-disable-next-line no-script-url -- what a hostile message may carry
  picture('javascript:alert(1)'),
  picture('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  picture('https://tracker.example/pixel.gif'),
  picture('http://192.168.1.1/admin?reboot=1'),
  picture('/mock-media/strip.png'),
  text('[object Object] undefined null NaN __proto__ constructor'),
  text('这一条是普通的'),
]

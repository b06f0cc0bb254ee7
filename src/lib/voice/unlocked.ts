/** WeChat's own bridge to its app, as far as it matters here. */
type Bridge = Readonly<{ invoke: (name: string, told: object, answered: () => void) => void }>

const bridge = () => (window as Window & { WeixinJSBridge?: Bridge }).WeixinJSBridge

/**
 * Plays where WeChat lets sound begin outside of a tap: in an answer of its bridge, which may still be on its way. Rejects where
 * there is no WeChat, or it does not let it begin either.
 */
export function unlocked(play: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const ask = () => bridge()?.invoke('getNetworkType', {}, () => void play().then(resolve, reject))
    if (bridge()) return ask()
    if (!/MicroMessenger/i.test(navigator.userAgent)) return reject(new Error('no WeChat'))
    document.addEventListener('WeixinJSBridgeReady', ask, { once: true })
  })
}

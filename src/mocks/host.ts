/** The pictures lie beside the page, in whatever folder that is. */
const image = new URL('mock-media/cardigan.svg', document.baseURI).pathname

const CARDS: Readonly<Record<string, unknown>> = {
  'ORDER_CHAT 8213450917': {
    title: '订单 8213450917',
    note: '羊毛开衫 米色 M · 换货中',
    image,
    href: 'https://www.example.com/orders/8213450917',
  },
  'GOOD_CHAT 34': {
    title: '羊毛开衫 米色',
    note: '¥ 329.00 · 有货',
    image,
    href: 'https://www.example.com/goods/34',
  },
}

/** What a page that carries the chat would set as `window.jhIm`: it knows the order and the product of the story, and no others. */
export const host = {
  resolveTopic: ({ type, id }: Readonly<{ type: string; id: string }>): Promise<unknown> =>
    Promise.resolve(CARDS[`${type} ${id}`] ?? null),
}

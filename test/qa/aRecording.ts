import type { Exchange, Recording } from '~/qa/recording'

/** A poll that was answered with nothing, after 40 ms. */
export const anExchange = (change: Partial<Exchange> = {}): Exchange => ({
  after: 0,
  ms: 40,
  method: 'GET',
  endpoint: 'getNewestMsgListByLastTime',
  query: { appid: 'JH', from: '200', to: '2', fromrole: 'MEMBER', lasttime: '0000000000000' },
  body: null,
  status: 200,
  failure: null,
  headers: {},
  redirected: false,
  ...('text' in change ? {} : { json: { success: true, data: [] } }),
  ...change,
})

export const aRecording = (exchanges: Exchange[] = [anExchange()]): Recording => ({
  v: 1,
  masked: false,
  began: Date.UTC(2026, 2, 10, 3),
  page: { role: 'MEMBER', lang: 'zh-CN', device: 'pc' },
  exchanges,
})

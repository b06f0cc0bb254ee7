import { inspect } from '~/sync/inspect'
import { sampleChat } from '~/view/gallery/sampleChat'
import { NOW } from '~/view/gallery/samples'
import type { OverProps } from '~/view/gallery/Stage'
import { talkOfGallery } from '~/view/gallery/talkOfGallery'
import { diagnosisWords } from '~/view/words.diagnosis'
import { ApiError } from '~/wire/errors'
import { Sheet } from './Diagnosis'
import { diagnosisText, type Seen } from './diagnosisText'

const lasttime = NOW - 300_000
const POLLS = [
  { query: { lasttime }, at: NOW - 12_000, end: NOW - 11_880, added: 1, known: 0 },
  {
    query: { lasttime },
    at: NOW - 6_000,
    end: NOW - 5_700,
    error: new ApiError({ kind: 'http', status: 502, retryAfter: null }),
  },
  { query: { lasttime }, at: NOW - 3_000, end: NOW - 2_790, added: 0, known: 2 },
]

/** A phone of somebody. */
const BROWSER: Seen['browser'] = {
  browser: [
    'Mozilla/5.0 (Linux; Android 12) Chrome/107.0 Mobile MicroMessenger/8.0',
    'zh-CN zh',
    'Asia/Shanghai',
  ],
  screen: ['375×667', 'DPR 2', 'touch 5', 'visible', 'pointer: coarse'],
  network: ['online', '4g'],
  storage: ['works'],
  offers: ['+indexedDB', '+locks', '-MediaRecorder'],
}

export function DiagnosisExhibit({ lang, words, onClose }: OverProps) {
  const look = () => {
    const said = talkOfGallery(lang)
    const journal = { polls: POLLS, history: [] }
    const chat = inspect(sampleChat({ me: 'MEMBER', device: 'phone', said, older: 'more', journal }))
    const seen = { now: NOW, chat, desk: null, config: null, notDrawn: 0, browser: BROWSER }
    return diagnosisText({ build: 'jh-im-web 1.0.0 first-0000000.js', ...seen }, diagnosisWords(lang))
  }
  return <Sheet look={look} words={words} onClose={onClose} />
}

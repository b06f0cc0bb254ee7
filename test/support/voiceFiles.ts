import { readFileSync } from 'node:fs'
import path from 'node:path'

const MEDIA = path.resolve(import.meta.dirname, '../fixtures/media')

/** A file of test/fixtures/media. */
export const voiceFile = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(path.join(MEDIA, name)))

/** Bytes of a text of single-byte characters. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0))

/** The AMR clip said `times` over. */
export function repeated(times: number): Uint8Array<ArrayBuffer> {
  const clip = voiceFile('voice-4s.amr')
  const frames = clip.subarray(6)
  const all = new Uint8Array(6 + frames.length * times)
  all.set(clip.subarray(0, 6))
  for (let i = 0; i < times; i += 1) all.set(frames, 6 + i * frames.length)
  return all
}

const amr = voiceFile('voice-4s.amr')

/** What servers have had under the names of voices: each that plays … */
export const sound: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  // the last frame is there in part
  'cut.amr': amr.slice(0, 3000),
  'long.amr': repeated(15),
  'mislabelled.mp3': amr,
  nameless: voiceFile('voice-4s.mp3'),
}

/** … and each that does not, with the beginning of the sentence that says so. */
export const unsound: Readonly<Record<string, readonly [Uint8Array<ArrayBuffer>, string]>> = {
  'empty.mp3': [new Uint8Array(), '语音文件是空的'],
  'empty.amr': [new Uint8Array(), '语音文件是空的'],
  'page.mp3': [bytesOf('<!doctype html><p>Sign in'), '这个地址打开的是网页'],
  'page.amr': [bytesOf('{"success":false}'), '这个地址打开的是网页'],
  'wide.amr': [bytesOf(`#!AMR-WB\n${'\x04'.repeat(40)}`), '暂不支持宽带 AMR'],
  'voice.silk': [bytesOf('\x02#!SILK_V3\x10\x00'), '暂不支持 SILK'],
  'phone.3gp': [
    bytesOf(`\0\0\0\x14ftyp3gp4${'\0'.repeat(20)}stsd${'\0'.repeat(12)}samr${'\0'.repeat(30)}`),
    '浏览器不支持这种语音格式',
  ],
  'header.amr': [bytesOf('#!AMR\n'), '语音文件已损坏'],
  'noise.amr': [bytesOf(`#!AMR\n${'\xff\x83\x07\xc3'.repeat(99)}`), '语音文件已损坏'],
  'noise.mp3': [bytesOf(`ID3${'\x00\x55'.repeat(400)}`), '语音文件已损坏'],
  'noise.bin': [bytesOf('\x00\x01\x02'.repeat(20)), '浏览器不支持这种语音格式'],
}

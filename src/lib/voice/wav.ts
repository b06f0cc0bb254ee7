const HEAD = 44

/** Samples of one channel as a WAV file, which every browser plays. */
export function wavOf(pcm: Int16Array, rate: number): ArrayBuffer {
  const bytes = pcm.length * 2
  const file = new ArrayBuffer(HEAD + bytes)
  const view = new DataView(file)
  const text = (at: number, four: string) => {
    for (let i = 0; i < four.length; i += 1) view.setUint8(at + i, four.charCodeAt(i))
  }
  const number = (at: number, value: number) => view.setUint32(at, value, true)
  text(0, 'RIFF')
  number(4, HEAD - 8 + bytes)
  text(8, 'WAVE')
  text(12, 'fmt ')
  number(16, 16)
  // PCM of one channel, 2 bytes a sample
  number(20, 0x00_01_00_01)
  number(24, rate)
  number(28, rate * 2)
  number(32, 0x00_10_00_02)
  text(36, 'data')
  number(40, bytes)
  // every machine that browsers run on has the low byte first, as WAV does
  new Int16Array(file, HEAD).set(pcm)
  return file
}

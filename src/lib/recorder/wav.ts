/** A WAV file of 16 bit samples, one channel. */
export function wavOf(pieces: readonly Int16Array[], rate: number): Blob {
  const bytes = pieces.reduce((all, { length }) => all + length, 0) * 2
  const file = new DataView(new ArrayBuffer(44 + bytes))
  const mark = (at: number, name: string) => {
    for (let i = 0; i < name.length; i += 1) file.setUint8(at + i, name.charCodeAt(i))
  }
  mark(0, 'RIFF')
  file.setUint32(4, 36 + bytes, true)
  mark(8, 'WAVEfmt ')
  file.setUint32(16, 16, true)
  file.setUint16(20, 1 /* PCM */, true)
  file.setUint16(22, 1 /* channel */, true)
  file.setUint32(24, rate, true)
  file.setUint32(28, rate * 2, true)
  file.setUint16(32, 2 /* bytes a frame */, true)
  file.setUint16(34, 16 /* bits a sample */, true)
  mark(36, 'data')
  file.setUint32(40, bytes, true)
  let at = 44
  for (const piece of pieces) {
    for (const sample of piece) {
      file.setInt16(at, sample, true)
      at += 2
    }
  }
  return new Blob([file], { type: 'audio/wav' })
}

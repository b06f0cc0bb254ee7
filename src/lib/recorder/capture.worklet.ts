// What TypeScript does not know of the inside of an AudioWorklet.
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

/** Samples a message: 43 ms at 48 kHz, so that little is lost at the end and few messages wake the page. */
const PIECE = 2048

/** Hands on what it hears; it never makes a sound itself. */
class Capture extends AudioWorkletProcessor {
  private piece = new Float32Array(PIECE)
  private filled = 0

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    // of a render quantum, 128 samples today; pieces need not be multiples of it
    const heard = input?.[0] ?? []
    for (const sample of heard) {
      this.piece[this.filled] = sample
      this.filled += 1
      if (this.filled === PIECE) this.hand()
    }
    return true
  }

  private hand() {
    this.port.postMessage(this.piece, [this.piece.buffer])
    this.piece = new Float32Array(PIECE)
    this.filled = 0
  }
}

registerProcessor('capture', Capture)

// The package's own types are not found by its `exports`.
declare module '@breezystack/lamejs' {
  export class Mp3Encoder {
    constructor(channels: 1 | 2, sampleRate: number, kbps: number)
    encodeBuffer(left: Int16Array): Int8Array
    flush(): Int8Array
  }
}

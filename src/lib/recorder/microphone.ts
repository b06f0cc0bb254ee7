import { after } from '~/lib/timer'
import { canRecord } from './canRecord'
import captureUrl from './capture.worklet?worker&url'

/**
 * Why there is no recording. `refused`: by the person, the system, or the page around a frame; `insecure`: the page came by plain
 * http; `unsupported`: the browser has no such thing; `broken`: all the rest.
 */
export type MicrophoneFailure = 'refused' | 'missing' | 'inUse' | 'insecure' | 'unsupported' | 'broken'

export type Listener = Readonly<{
  /** It hears; samples a second. */
  opened: (rate: number) => void
  heard: (samples: Float32Array) => void
  /** It hears no more: unplugged, or a call came. Everything is freed. */
  ended: () => void
  /** It never heard. Everything is freed. */
  failed: (failure: MicrophoneFailure) => void
}>

/** Opens the microphone; returns what closes it, at once and silently, at any time. */
export type OpenMicrophone = (listener: Listener) => () => void

/** How long (ms) it may be silent, in the sense that not even silence comes. */
const STALL = 4_000

const WANTED = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** That of the browser. */
export const openMicrophone: OpenMicrophone = (listener) => {
  const frees: (() => void)[] = []
  let isClosed = false
  let hasHeard = false

  const close = () => {
    isClosed = true
    for (const free of frees.splice(0).reverse()) free()
  }
  /** What must be freed; at once, if it came too late. */
  const owe = (free: () => void) => {
    if (isClosed) free()
    else frees.push(free)
  }
  const fail = (failure: MicrophoneFailure) => {
    if (isClosed) return
    close()
    listener.failed(failure)
  }
  const lose = () => {
    if (!hasHeard) return fail('broken')
    if (isClosed) return
    close()
    listener.ended()
  }
  let callOff: (() => void) | null = null
  const watch = () => {
    callOff?.()
    callOff = after(STALL, lose)
  }
  const hear = (samples: Float32Array, rate: number) => {
    if (isClosed) return
    watch()
    if (!hasHeard) listener.opened(rate)
    hasHeard = true
    listener.heard(samples)
  }

  const open = async (mediaDevices: MediaDevices) => {
    const stream = await mediaDevices.getUserMedia({ audio: WANTED })
    owe(() => stream.getTracks().forEach((track) => track.stop()))
    if (isClosed) return
    for (const track of stream.getTracks()) track.addEventListener('ended', lose)

    const context = new AudioContext()
    owe(() => void context.close().catch(() => {}))
    const source = context.createMediaStreamSource(stream)
    const tap = await tapOf(context, (samples) => hear(samples, context.sampleRate))
    if (isClosed) return
    owe(() => callOff?.())
    watch()
    // what leads nowhere is not run by every engine; this one is silent
    source.connect(tap).connect(context.destination)
    // Safari interrupts it for a call
    context.addEventListener('statechange', () => hasHeard && context.state !== 'running' && lose())
    context.resume().catch(() => {})
  }

  const { mediaDevices } = navigator as Partial<Navigator>
  if (canRecord() && mediaDevices) {
    open(mediaDevices).catch((error: unknown) => fail(failureOf(error)))
  } else fail(window.isSecureContext ? 'unsupported' : 'insecure')
  return close
}

/** Where the samples come from: off the main thread, where the browser can and the file arrives. */
async function tapOf(context: AudioContext, hear: (samples: Float32Array) => void): Promise<AudioNode> {
  try {
    await context.audioWorklet.addModule(captureUrl)
    const node = new AudioWorkletNode(context, 'capture', { channelCount: 1, channelCountMode: 'explicit' })
    node.port.addEventListener('message', ({ data }: MessageEvent<Float32Array>) => hear(data))
    node.port.start()
    return node
  } catch {
    const node = context.createScriptProcessor(4096, 1, 1)
    node.addEventListener('audioprocess', ({ inputBuffer }) => hear(inputBuffer.getChannelData(0).slice()))
    return node
  }
}

const FAILURES: ReadonlyMap<string, MicrophoneFailure> = new Map([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'inUse'],
  ['AbortError', 'inUse'],
])

/** By its name alone: not all of them are an Error in every engine. */
const failureOf = (error: unknown): MicrophoneFailure =>
  FAILURES.get(typeof error === 'object' && error && 'name' in error ? String(error.name) : '') ?? 'broken'

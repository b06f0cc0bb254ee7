import { isSoundName, type SoundName } from '~/lib/soundNotes'

/** A part of each day, in minutes of the local day (0 to 1439); `from` after `to` goes over midnight, equal ones are no time at all. */
export type Quiet = Readonly<{ from: number; to: number }>

/** How a salesperson wants to be told of what members write. */
export type AlertSettings = Readonly<{
  sound: 'off' | SoundName
  /** 0 (silent) to 1. */
  volume: number
  /** Whether desktop notifications are wanted; the browser may still refuse them. */
  notifications: boolean
  /** Whether a notification shows what was written: others may see the screen. */
  content: boolean
  /** When there are neither sounds nor notifications. */
  quiet: Quiet | null
}>

/** Heard at once; notifications are asked for, and what is written in them is shown, only where somebody wants that. */
export const ALERT_DEFAULTS: AlertSettings = {
  sound: 'chime',
  volume: 0.6,
  notifications: false,
  content: false,
  quiet: null,
}

/** The night, for those who switch quiet hours on: 22:00 to 08:00. */
export const NIGHT: Quiet = { from: 22 * 60, to: 8 * 60 }

const DAY = 24 * 60

/** What was kept, field by field; the default for each that is missing or damaged. */
export function alertSettingsOf(kept: unknown): AlertSettings {
  const { sound, volume, notifications, content, quiet } = Object(kept) as Record<
    keyof AlertSettings,
    unknown
  >
  return {
    sound: sound === 'off' || isSoundName(sound) ? sound : ALERT_DEFAULTS.sound,
    volume: isVolume(volume) ? volume : ALERT_DEFAULTS.volume,
    notifications: notifications === true,
    content: content === true,
    quiet: quietOf(quiet),
  }
}

/** Whether a minute of the local day is in the quiet hours: from the first one on, up to the last one without it. */
export function isQuiet(quiet: Quiet | null, minute: number): boolean {
  if (!quiet) return false
  const { from, to } = quiet
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}

const isVolume = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1

function quietOf(kept: unknown): Quiet | null {
  const { from, to } = Object(kept) as Record<keyof Quiet, unknown>
  return isMinute(from) && isMinute(to) ? { from, to } : null
}

const isMinute = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < DAY

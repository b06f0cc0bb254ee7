import type { EngineName } from './asked'

/** What `evaluate` can hand over: it travels as JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** An element: the first that the CSS selector finds and, where a text is given, that holds it. */
export type Target = string | Readonly<{ css: string; text: string }>

/** A document that is looked at and touched as a person does: what is clicked or typed is trusted by the page. */
export type View = Readonly<{
  /** Calls a function in the page, which can use nothing but its argument. */
  evaluate: <Given extends Json, Result>(read: (given: Given) => Result, given: Given) => Promise<Result>
  /** Waits until there is such an element. */
  waitFor: (target: Target) => Promise<void>
  /** Waits for the element, brings it into view and clicks it. */
  click: (target: Target) => Promise<void>
  /** Puts the focus into a field and types. */
  type: (target: Target, text: string) => Promise<void>
  /** Turns the wheel above the element by `px`; where the engine's driver has none, scrolls it. */
  scroll: (target: Target, px: number) => Promise<void>
  /** Chooses files of this machine in a file input. */
  setFiles: (target: Target, files: readonly string[]) => Promise<void>
  /** Loads the document anew, as it stands. */
  reload: () => Promise<void>
}>

/** A window, or a tab. */
export type EnginePage = View &
  Readonly<{
    goto: (address: string) => Promise<void>
    /** The document within an `<iframe>`; the view ends when the frame's page is exchanged. */
    frame: (css: string) => Promise<View>
    screenshot: () => Promise<Buffer>
    /** What the driver heard of errors of the page and on its console, so far. */
    errors: () => readonly string[]
  }>

/** Size of a window in CSS px. */
export type Screen = Readonly<{ width: number; height: number }>

export const PHONE: Screen = { width: 375, height: 667 }
export const PC: Screen = { width: 1280, height: 720 }

/** A running browser. */
export type Engine = Readonly<{
  name: EngineName
  version: string
  /** Whether its windows can be as small as a phone's screen. */
  isPhone: boolean
  /** Whether it can play only what is muted here. */
  isMuted: boolean
  /** Opens a window for what follows; an earlier one is closed. */
  open: (screen: Screen) => Promise<EnginePage>
  close: () => Promise<void>
}>

/** Milliseconds that an element may take to appear: half of what a test has. */
export const PATIENCE = 30_000

export const partsOf = (target: Target): Readonly<{ css: string; text: string }> =>
  typeof target === 'string' ? { css: target, text: '' } : target

/** In the page: the element that is meant, or null. */
export const findElement = ({ css, text }: Readonly<{ css: string; text: string }>): Element | null =>
  [...document.querySelectorAll(css)].find((element) => (element.textContent ?? '').includes(text)) ?? null

import { toolLang, type ToolLang } from '~/lib/toolLang'
import type { Step } from './Stage'

/** A press by a hand: one by a key would take the focus along. */
export const press = (at: string): Step => ({ at, act: pressed })

const pressed = (element: Element) =>
  void element.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))

/** Presses the first child that says such a thing. */
export const chooseOf = (at: string, what: RegExp): Step => ({
  at,
  act: (list) => {
    const one = [...list.children].find(({ textContent }) => what.test(textContent ?? ''))
    if (one) pressed(one)
  },
})

/** Writes into a field, in whatever language the page is in. */
export const write = (at: string, texts: Readonly<Record<ToolLang, string>>): Step => ({
  at,
  act: (field, lang) => {
    // React takes no notice of a value that is set by its own door
    const { prototype } = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, texts[toolLang(lang)])
    field.dispatchEvent(new Event('input', { bubbles: true }))
  },
})

/** Chooses pictures, and a file that is none. */
export const choosePictures = (at: string): Step => ({
  at,
  act: (input) => void choose(input as HTMLInputElement),
})

const COLOURS = ['#576b95', '#c9772b', '#3c8c6e']

async function choose(input: HTMLInputElement): Promise<void> {
  const chosen = new DataTransfer()
  for (const [i, colour] of COLOURS.entries()) {
    const file = await picture(colour)
    if (file) chosen.items.add(new File([file], `${i + 1}.png`, { type: 'image/png' }))
  }
  chosen.items.add(new File(['none'], 'IMG_0042.png', { type: 'image/png' }))
  input.files = chosen.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

function picture(colour: string): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 160
  const brush = canvas.getContext('2d')
  if (brush) {
    brush.fillStyle = colour
    brush.fillRect(0, 0, 160, 160)
  }
  return new Promise((resolve) => canvas.toBlob(resolve))
}

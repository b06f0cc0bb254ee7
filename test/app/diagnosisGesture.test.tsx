import { fireEvent, render, screen } from '@testing-library/react'
import { onTestFinished, expect, test, vi } from 'vitest'
import { watchGesture } from '~/app/diagnosisGesture'

const KEYS = { code: 'KeyD', ctrlKey: true, altKey: true, shiftKey: true }

/** A page with a title, on a clock of the test's. */
function aPage() {
  const asked = vi.fn<() => void>()
  let now = 0
  onTestFinished(watchGesture(asked, () => now))
  render(
    <main>
      <header>
        <h1>
          <span>客服</span>
        </h1>
        <p>刚刚更新</p>
      </header>
      <h1>正文</h1>
    </main>,
  )
  /** Taps `text` at these times, ms. */
  const tap = (text: string, ...times: number[]) => {
    for (const at of times) {
      now = at
      fireEvent.click(screen.getByText(text))
    }
  }
  return { asked, tap }
}

test('five taps on the title within three seconds', () => {
  const { asked, tap } = aPage()
  tap('客服', 0, 700, 1_400, 2_100)
  expect(asked).not.toHaveBeenCalled()
  tap('客服', 3_000)
  expect(asked).toHaveBeenCalledOnce()
  // the next time it takes five again
  tap('客服', 3_100, 3_200, 3_300, 3_400)
  expect(asked).toHaveBeenCalledOnce()
})

test('neither five slow ones, nor five with another between them, nor five beside it', () => {
  const { asked, tap } = aPage()
  tap('客服', 0, 800, 1_600, 2_400, 3_200, 4_000, 4_800)
  tap('客服', 10_000, 10_100, 10_200)
  tap('刚刚更新', 10_300)
  tap('客服', 10_400, 10_500, 10_600)
  tap('刚刚更新', 20_000, 20_100, 20_200, 20_300, 20_400)
  tap('正文', 30_000, 30_100, 30_200, 30_300, 30_400)
  expect(asked).not.toHaveBeenCalled()
})

test('the title is as it was: nothing keeps its text from being selected', () => {
  aPage()
  const title = screen.getByText('客服')
  for (const happens of [fireEvent.pointerDown, fireEvent.mouseDown, fireEvent.mouseUp, fireEvent.click])
    expect(happens(title)).toBe(true)
})

test('Ctrl, Alt, Shift and D, where the key lies', () => {
  const { asked } = aPage()
  expect(fireEvent.keyDown(document.body, { ...KEYS, key: '∂' })).toBe(false)
  expect(asked).toHaveBeenCalledOnce()
})

test('no other keys: AltGr writes, an input method has its own, and to hold them does it once', () => {
  const { asked } = aPage()
  const others = [
    { modifierAltGraph: true },
    { isComposing: true },
    { repeat: true },
    { shiftKey: false },
    { altKey: false },
    { ctrlKey: false },
    { metaKey: true },
    { code: 'KeyF' },
  ]
  for (const other of others) expect(fireEvent.keyDown(document.body, { ...KEYS, ...other })).toBe(true)
  expect(asked).not.toHaveBeenCalled()
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { followVisibleHeight } from '~/lib/visibleHeight'

/** What the browser says of the part of the page that can be seen. */
function aViewport() {
  const viewport = Object.assign(new EventTarget(), { height: window.innerHeight, scale: 1 })
  vi.stubGlobal('visualViewport', viewport)
  return {
    becomes(height: number, scale = 1) {
      Object.assign(viewport, { height, scale })
      viewport.dispatchEvent(new Event('resize'))
    },
  }
}
const page = document.documentElement
const height = () => page.style.getPropertyValue('--visible-height')
let scrolledTo: ReturnType<typeof vi.spyOn>
let stop = () => {}

beforeEach(() => {
  vi.useFakeTimers()
  scrolledTo = vi.spyOn(window, 'scrollTo').mockReturnValue()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the visible height', () => {
  test('is told while a keyboard lies over the page, and only then', () => {
    const viewport = aViewport()
    stop = followVisibleHeight(page)
    expect(height()).toBe('')
    viewport.becomes(300.5)
    expect(height()).toBe('300.5px')
    viewport.becomes(window.innerHeight)
    expect(height()).toBe('')
  })

  test('is not what two fingers zoom into, with or without a keyboard', () => {
    const viewport = aViewport()
    stop = followVisibleHeight(page)
    viewport.becomes(300, 2)
    expect(height()).toBe('')
    viewport.becomes(300)
    viewport.becomes(150, 2)
    expect(height()).toBe('300px')
  })

  test('is left alone when the page is left, and where the browser tells nothing', () => {
    const viewport = aViewport()
    followVisibleHeight(page)()
    viewport.becomes(300)
    expect(height()).toBe('')
    vi.stubGlobal('visualViewport', null)
    stop = followVisibleHeight(page)
    expect(height()).toBe('')
  })
})

describe('a page that the keyboard pushed up', () => {
  const blur = (next: Element | null) =>
    document.dispatchEvent(new FocusEvent('focusout', { relatedTarget: next }))

  test('comes back with the keyboard’s going, unless another field takes the focus', () => {
    aViewport()
    vi.spyOn(window, 'scrollY', 'get').mockReturnValue(120)
    stop = followVisibleHeight(page)
    scrolledTo.mockClear()
    blur(document.body)
    vi.advanceTimersByTime(500)
    expect(scrolledTo).not.toHaveBeenCalled()
    blur(null)
    vi.advanceTimersByTime(99)
    expect(scrolledTo).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(scrolledTo).toHaveBeenCalledWith(0, 0)
  })

  test('comes back as soon as less of it is visible', () => {
    const viewport = aViewport()
    stop = followVisibleHeight(page)
    vi.spyOn(window, 'scrollY', 'get').mockReturnValue(120)
    viewport.becomes(300)
    expect(scrolledTo).toHaveBeenCalledWith(0, 0)
  })
})

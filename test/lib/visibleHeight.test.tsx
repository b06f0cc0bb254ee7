import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { followVisibleHeight } from '~/lib/visibleHeight'

/** What the browser says of the part of the page that can be seen. */
function aViewport() {
  const viewport = Object.assign(new EventTarget(), { height: window.innerHeight, scale: 1, offsetTop: 0 })
  vi.stubGlobal('visualViewport', viewport)
  return {
    becomes(height: number, scale = 1, offsetTop = 0) {
      Object.assign(viewport, { height, scale, offsetTop })
      viewport.dispatchEvent(new Event('resize'))
    },
    isPushed(offsetTop: number) {
      Object.assign(viewport, { offsetTop })
      viewport.dispatchEvent(new Event('scroll'))
    },
  }
}
const page = document.documentElement
const height = () => page.style.getPropertyValue('--visible-height')
const top = () => page.style.getPropertyValue('--visible-top')
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

  test('of a storm of changes is that of the last one', () => {
    const viewport = aViewport()
    stop = followVisibleHeight(page)
    for (let i = 0; i < 200; i += 1) viewport.becomes(300 + ((i * 37) % 400), 1, (i * 13) % 90)
    viewport.becomes(310, 1, 20)
    expect([height(), top()]).toEqual(['310px', '20px'])
    viewport.becomes(window.innerHeight)
    expect([height(), top()]).toEqual(['', ''])
  })

  test('is left alone when the page is left, and where the browser tells nothing', () => {
    const viewport = aViewport()
    followVisibleHeight(page)()
    viewport.becomes(300)
    viewport.isPushed(40)
    expect([height(), top()]).toEqual(['', ''])
    const left = followVisibleHeight(page)
    expect([height(), top()]).toEqual(['300px', '40px'])
    left()
    expect([height(), top()]).toEqual(['', ''])
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

  test('is followed for as long as it does not come back, also as a finger pushes it', () => {
    const viewport = aViewport()
    stop = followVisibleHeight(page)
    viewport.becomes(300, 1, 120)
    expect(scrolledTo).toHaveBeenCalledWith(0, 0)
    expect(top()).toBe('120px')
    scrolledTo.mockClear()
    viewport.isPushed(150)
    expect(top()).toBe('150px')
    // a finger and a script would struggle
    expect(scrolledTo).not.toHaveBeenCalled()
    viewport.isPushed(0)
    expect([height(), top()]).toEqual(['300px', ''])
    viewport.becomes(150, 2, 90)
    expect([height(), top()]).toEqual(['300px', ''])
    // who zooms in looks at a part of the page, and goes on looking at it
    expect(scrolledTo).not.toHaveBeenCalled()
  })

  test('is not followed without a keyboard: nothing covers it', () => {
    const viewport = aViewport()
    stop = followVisibleHeight(page)
    viewport.becomes(window.innerHeight, 1, 40)
    expect([height(), top()]).toEqual(['', ''])
  })

  test('stays where the focus has come back in the meantime, and once nobody follows it', () => {
    aViewport()
    vi.spyOn(window, 'scrollY', 'get').mockReturnValue(120)
    stop = followVisibleHeight(page)
    scrolledTo.mockClear()
    blur(null)
    vi.advanceTimersByTime(50)
    blur(document.body)
    vi.advanceTimersByTime(500)
    blur(null)
    stop()
    blur(null)
    vi.advanceTimersByTime(500)
    expect(scrolledTo).not.toHaveBeenCalled()
  })

  test('comes back as soon as less of it is visible', () => {
    const viewport = aViewport()
    stop = followVisibleHeight(page)
    vi.spyOn(window, 'scrollY', 'get').mockReturnValue(120)
    viewport.becomes(300)
    expect(scrolledTo).toHaveBeenCalledWith(0, 0)
  })
})

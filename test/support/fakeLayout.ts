import { act } from '@testing-library/react'
import { vi } from 'vitest'

/** Px: a view of fifteen rows. */
const VIEW = 600
const ROW = 40

/**
 * Gives jsdom, which lays nothing out, the little that the list needs to show its rows: each element tells its size once, and
 * stands somewhere. What depends on real sizes is tested in a browser.
 */
export function installLayout(): void {
  vi.stubGlobal('ResizeObserver', FakeResizeObserver)
  // jsdom has none on elements
  Element.prototype.scrollTo = function (this: Element, at?: ScrollToOptions | number) {
    if (typeof at === 'object') this.scrollTop = at.top ?? this.scrollTop
  }
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement
    },
  })
}

class FakeResizeObserver implements ResizeObserver {
  private readonly observed = new Set<Element>()
  private readonly tell: ResizeObserverCallback
  constructor(tell: ResizeObserverCallback) {
    this.tell = tell
  }
  observe(target: Element) {
    this.observed.add(target)
    queueMicrotask(() => act(() => this.report(target)))
  }
  unobserve(target: Element) {
    this.observed.delete(target)
  }
  disconnect() {
    this.observed.clear()
  }
  private report(target: Element) {
    if (!this.observed.has(target)) return
    const height = /^(log|list)$/.test(target.getAttribute('role') ?? '') ? VIEW : ROW
    const contentRect = { width: 390, height } as DOMRectReadOnly
    this.tell([{ target, contentRect } as ResizeObserverEntry], this)
  }
}

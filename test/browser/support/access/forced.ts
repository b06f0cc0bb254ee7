import type { Locator } from 'playwright'

/**
 * By what one tells an element from another of its kind where colours are forced, whatever is written in both: lines around it or
 * beside it, signs, a ground that it has taken of the system's. Others are those of the page there, and shadows are none. To be asked
 * while they are forced.
 */
export const drawnBy = (locator: Locator): Promise<string[]> =>
  locator.evaluate((element) => {
    const ground = getComputedStyle(document.body).backgroundColor
    const isSeen = (style: string, width: string, colour: string) =>
      style !== 'none' && parseFloat(width) > 0 && colour !== ground && !/^rgba\(.*, 0\)$/.test(colour)
    const features = new Set<string>()
    for (const one of [element, ...element.querySelectorAll('*')]) {
      const style = getComputedStyle(one)
      const { width, height } = one.getBoundingClientRect()
      if (style.visibility !== 'visible' || style.opacity === '0' || width + height === 0) continue
      const part = one === element ? 'it' : one.tagName.toLowerCase()
      if (isSeen(style.outlineStyle, style.outlineWidth, style.outlineColor))
        features.add(`${part}: ${style.outlineStyle} outline of ${style.outlineWidth}`)
      for (const side of ['Top', 'Right', 'Bottom', 'Left'] as const)
        if (isSeen(style[`border${side}Style`], style[`border${side}Width`], style[`border${side}Color`]))
          features.add(`${part}: ${side} border of ${style[`border${side}Width`]}`)
      if (style.getPropertyValue('forced-color-adjust') === 'none' && style.backgroundColor !== ground)
        features.add(`${part}: a ground of its own`)
      if (one.tagName === 'svg') features.add('a sign')
      if (style.textDecorationLine !== 'none') features.add(`${part}: ${style.textDecorationLine}`)
    }
    return [...features].sort()
  })

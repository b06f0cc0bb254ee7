/** Runs in the page, where people want no motion: what moves, or would. Something may still appear later, at once. */
export function movingThings(): string[] {
  const LONGEST = 0.01
  const moving = new Set<string>()
  const seconds = (list: string) =>
    Math.max(...list.split(',').map((one) => parseFloat(one) * (/ms/.test(one) ? 0.001 : 1)))
  for (const animation of document.getAnimations()) {
    const duration = Number(animation.effect?.getComputedTiming().duration ?? 0)
    const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null
    if (duration > LONGEST * 1000) moving.add(`runs: ${target?.className.toString() ?? ''}`)
  }
  for (const element of document.querySelectorAll('*'))
    for (const pseudo of [null, '::before', '::after']) {
      const style = getComputedStyle(element, pseudo)
      const { animationName, animationDuration, transitionProperty, transitionDuration, scrollBehavior } =
        style
      const of = `${element.tagName.toLowerCase()}${pseudo ?? ''}.${element.getAttribute('class') ?? ''}`
      if (animationName !== 'none' && seconds(animationDuration) > LONGEST) moving.add(`animation: ${of}`)
      if (transitionProperty !== 'none' && seconds(transitionDuration) > LONGEST)
        moving.add(`transition: ${of}`)
      if (scrollBehavior === 'smooth') moving.add(`scrolls smoothly: ${of}`)
    }
  return [...moving]
}

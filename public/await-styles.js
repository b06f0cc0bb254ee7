// Every parser waits for the styles above before it runs this: what stands below is not shown without them.
performance.mark('jh-styles')

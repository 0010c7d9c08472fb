// daisyUI as it is, but for one rule. It asks for an ancestor by an attribute, `[class~="not-prose"] *`, so that whenever a
// class changes anywhere the browser reckons the style of everything below anew: a list of 50 tickets at every key.
// Nothing here is .prose.
import daisyui from "./vendor/daisyui.mjs";

const kept = (rules) => Object.fromEntries(Object.entries(rules).filter(([selector]) => !selector.startsWith(".prose")));

function withoutProse(options) {
  const plugin = daisyui(options);
  return {
    ...plugin,
    handler: (tailwind) => plugin.handler({ ...tailwind, addComponents: (rules) => tailwind.addComponents(kept(rules)) }),
  };
}

export default Object.assign(withoutProse, daisyui);

console.log("a forgotten note");
throw new Error("a forgotten mistake");

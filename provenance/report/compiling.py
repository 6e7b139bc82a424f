"""How templates become Python: calls and attributes as Python has them, which makes a page in half the time.

Jinja2 asks its context at each call and its environment at each attribute, for templates that nobody has seen before. Those
of the report need neither: all that they use is given to them, and what is missing is an error here too.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class PlainCode(CodeGenerator):
    """Writes the Python code of a template. What is Markup already is not escaped again."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name is Jinja2's
        """An attribute of an object; a key of a dictionary is none."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: ARG002, N802 - so are these
        """A call without the arguments that Jinja2 would add."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002
        self.write("(value if type(value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002
        self.write(") is Markup else escape(value))")

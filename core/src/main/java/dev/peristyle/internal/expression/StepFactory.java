package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler.Scope;

/** Chooses the step for a function by the types of its arguments. */
final class StepFactory {

    private StepFactory() {}

    static Step create(Compiler compiler, Apply apply, Scope scope) {
        return switch (apply.function()) {
            case EQ, NE, LT, LE, GT, GE -> comparison(compiler, apply, scope);
            case PLUS, MINUS, TIMES, DIVIDE, MODULO -> arithmetic(compiler, apply, scope);
            case AND, OR -> logic(compiler, apply, scope);
            case NOT -> new NotStep(compiler.vector(apply.first(), scope));
            case IS_NULL -> new NullTestStep(compiler.vector(apply.first(), scope), true);
            case IS_NOT_NULL -> new NullTestStep(compiler.vector(apply.first(), scope), false);
            case IN -> InStep.create(compiler, apply, compiler.vector(apply.first(), scope));
            case CASE -> choice(compiler, apply, scope);
            case CAST, TRY_CAST -> ConversionFactory.create(compiler, apply, scope);
            case LENGTH, TRIM ->
                new TextStep(apply.function(), apply.type(), compiler.vector(apply.first(), scope), 0, 0);
            case SUBSTRING ->
                new TextStep(
                        apply.function(),
                        apply.type(),
                        compiler.vector(apply.first(), scope),
                        Texts.number(apply, 1),
                        Texts.number(apply, 2));
            case LOWER, UPPER ->
                new TextCaseStep(
                        apply.function() == Function.UPPER, compiler.vector(apply.first(), scope), compiler.newArena());
            case CONCAT -> new ConcatStep(vectors(compiler, apply, scope), compiler.newArena());
            case CONTAINS, STARTS_WITH, ENDS_WITH, LIKE ->
                new TextSearchStep(
                        apply.function(),
                        compiler.vector(apply.first(), scope),
                        compiler.vector(apply.second(), scope));
            case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, DAY_OF_WEEK ->
                new DatePartStep(apply.function(), compiler.vector(apply.first(), scope));
            case TRUNCATE_YEAR,
                    TRUNCATE_QUARTER,
                    TRUNCATE_MONTH,
                    TRUNCATE_WEEK,
                    TRUNCATE_DAY,
                    TRUNCATE_HOUR,
                    TRUNCATE_MINUTE,
                    TRUNCATE_SECOND -> new TruncateStep(apply.function(), compiler.vector(apply.first(), scope));
            case ABS -> new AbsStep(compiler.vector(apply.first(), scope), scope.mask());
            case ROUND, FLOOR, CEIL ->
                new RoundStep(
                        apply.function(), apply.type(), compiler.vector(apply.first(), scope), compiler.newScratch());
            default -> throw new IllegalStateException("no step for " + apply);
        };
    }

    private static Step comparison(Compiler compiler, Apply apply, Scope scope) {
        Vector left = compiler.vector(apply.first(), scope);
        boolean sameScale =
                apply.first().type().scale() == apply.second().type().scale();
        if (sameScale && apply.second() instanceof Constant constant) {
            return new CompareScalarStep(apply.function(), left, constant, compiler.newScratch());
        }
        Vector right = compiler.vector(apply.second(), scope);
        return new CompareStep(apply.function(), left, right);
    }

    private static Step arithmetic(Compiler compiler, Apply apply, Scope scope) {
        boolean specialised = ArithmeticScalarStep.handles(apply);
        if (specialised && apply.second() instanceof Constant constant) {
            Vector left = compiler.vector(apply.first(), scope);
            return new ArithmeticScalarStep(apply, left, constant, false, scope.mask());
        }
        if (specialised && apply.first() instanceof Constant constant) {
            Vector right = compiler.vector(apply.second(), scope);
            return new ArithmeticScalarStep(apply, right, constant, true, scope.mask());
        }
        Step factor = FactorStep.create(compiler, apply, scope);
        if (factor != null) {
            return factor;
        }
        Vector left = compiler.vector(apply.first(), scope);
        Vector right = compiler.vector(apply.second(), scope);
        return apply.function() == Function.MODULO
                ? new ModuloStep(apply.type(), left, right, compiler.newScratch())
                : new ArithmeticStep(apply, left, right, scope.mask());
    }

    /** The right side complains only about rows that the left side leaves open. */
    private static Step logic(Compiler compiler, Apply apply, Scope scope) {
        Vector left = compiler.vector(apply.first(), scope);
        Scope inner = scope;
        if (Fallible.is(apply.second())) {
            MaskStep.Kind open = apply.function() == Function.AND ? MaskStep.Kind.NOT_FALSE : MaskStep.Kind.NOT_TRUE;
            inner = scope.inner(compiler.add(new MaskStep(left, scope.mask(), open)));
        }
        return new LogicStep(apply.function() == Function.AND, left, compiler.vector(apply.second(), inner));
    }

    private static Step choice(Compiler compiler, Apply apply, Scope scope) {
        Vector condition = compiler.vector(apply.first(), scope);
        Vector taken = compiler.add(new MaskStep(condition, null, MaskStep.Kind.TRUE));
        Vector first = compiler.vector(apply.arguments().get(1), branch(compiler, apply, 1, condition, scope));
        Vector second = compiler.vector(apply.arguments().get(2), branch(compiler, apply, 2, condition, scope));
        return new ChooseStep(apply.type(), taken, first, second);
    }

    private static Scope branch(Compiler compiler, Apply apply, int position, Vector condition, Scope scope) {
        if (!Fallible.is(apply.arguments().get(position))) {
            return scope;
        }
        MaskStep.Kind kind = position == 1 ? MaskStep.Kind.TRUE : MaskStep.Kind.NOT_TRUE;
        return scope.inner(compiler.add(new MaskStep(condition, scope.mask(), kind)));
    }

    private static Vector[] vectors(Compiler compiler, Apply apply, Scope scope) {
        return apply.arguments().stream()
                .map(argument -> compiler.vector(argument, scope))
                .toArray(Vector[]::new);
    }
}
